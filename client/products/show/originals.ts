import dracoFallback from '@babylonjs/core/assets/Draco/draco_decoder_gltf.js?url';
import dracoBinary from '@babylonjs/core/assets/Draco/draco_decoder_gltf.wasm?url';
import dracoModule from '@babylonjs/core/assets/Draco/draco_wasm_wrapper_gltf.js?url';
import { Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { DracoDecoder } from '@babylonjs/core/Meshes/Compression/dracoDecoder';
import type { MakeOptions } from '../../../shared/model/delivery.ts';
import { UPRIGHT } from '../../../shared/model/upright.ts';
import type { ShownModel } from './model.ts';

/** Has Babylon read geometry that is packed by Draco, as files of designers may have it, by a decoder of this house. */
export function takeDraco(): void {
  DracoDecoder.DefaultConfiguration = {
    wasmUrl: dracoModule,
    wasmBinaryUrl: dracoBinary,
    fallbackUrl: dracoFallback,
  };
}

/** Sets an original as the pipeline has set what it made of it, into the same place, so that both can be compared. */
export function setLike(
  original: ShownModel,
  options: MakeOptions,
  made: { min: Vector3; max: Vector3 },
): void {
  const { root } = original;
  const turn = Quaternion.RotationAxis(Vector3.UpReadOnly as Vector3, (options.turn * Math.PI) / 180);
  root.rotationQuaternion = turn.multiply(Quaternion.FromArray(UPRIGHT[options.up]));
  root.scaling.setAll(options.unit);
  root.position.setAll(0);
  root.computeWorldMatrix(true);
  const { min, max } = original.bounds();
  root.position.copyFrom(Vector3.Center(made.min, made.max).subtractInPlace(Vector3.Center(min, max)));
  root.computeWorldMatrix(true);
}
