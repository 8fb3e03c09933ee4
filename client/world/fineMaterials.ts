/**
 * All that PBR materials need, and what files of designers may use beyond ours: loaded with the first model that has them.
 * Each extension's own code comes with the first file that uses it.
 */
import { registerBuiltInGLTFExtensions } from '@babylonjs/loaders/glTF/2.0/Extensions/dynamic';
import '@babylonjs/core/Materials/PBR/pbrMaterial';
import '@babylonjs/core/Animations/animatable';
import { takeKtx2 } from './ktx2.ts';

registerBuiltInGLTFExtensions();
takeKtx2();
