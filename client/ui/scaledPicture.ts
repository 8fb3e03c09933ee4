/** Any picture that a browser can read, on a canvas with its longest edge at most so many pixels; rejects what is no picture. */
export async function scaledPicture(
  file: Blob | HTMLImageElement,
  pixels: number,
): Promise<HTMLCanvasElement> {
  const picture = await createImageBitmap(file);
  try {
    const scale = Math.min(1, pixels / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    picture.close();
  }
}
