import { build } from 'vite';

/** An emulated device: a headset for rooms of ours, the same with layers for both eyes at once, one without hands that knows where one looks, and a phone and a headset that sense a room around them. */
export type Device = 'emulator' | 'layeredHeadset' | 'lookingHeadset' | 'phone' | 'mixedHeadset';

const built = new Map<Device, Promise<string>>();

/** A device as a script that a page runs before its own. */
export function emulatorScript(device: Device = 'emulator'): Promise<string> {
  const script = built.get(device) ?? bundle(device);
  built.set(device, script);
  return script;
}

async function bundle(device: Device): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      write: false,
      minify: false,
      lib: { entry: `${import.meta.dirname}/${device}.ts`, formats: ['iife'], name: 'emulator' },
    },
  });
  const [first] = [result].flat();
  if (!first || !('output' in first)) throw new Error('the emulator was not built');
  return first.output[0].code;
}
