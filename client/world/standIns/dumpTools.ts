/** Writes pictures of the engine into files: pages only read such files. */
export function DumpDataAsync(): Promise<never> {
  return Promise.reject(new Error('the pages write no environment files'));
}
