/** Works out from a cube of pictures how light falls: all of ours carry it in their file. */
export const CubeMapToSphericalPolynomialTools = {
  ConvertCubeMapTextureToSphericalPolynomial: (): null => null,
  ConvertCubeMapToSphericalPolynomial: (): null => null,
};
