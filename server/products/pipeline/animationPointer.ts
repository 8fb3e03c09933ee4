import {
  type Animation,
  type AnimationChannel,
  Extension,
  ExtensionProperty,
  type GLTF,
  type Graph,
  type IProperty,
  type Nullable,
  type Property,
  PropertyType,
  type ReaderContext,
  type WriterContext,
} from '@gltf-transform/core';

const NAME = 'KHR_animation_pointer';
const LIGHTS = 'KHR_lights_punctual';
const LIGHT = /^\/extensions\/KHR_lights_punctual\/lights\/(\d+)\/(.+)$/;
const OWNER = /^\/(nodes|meshes|materials|cameras|skins)\/(\d+)\/(.+)$/;

type ChannelDef = { sampler: number; target: GLTF.IAnimationChannelTarget };
type Pointed = IProperty & { owner: Property; rest: string };
type Kind = 'nodes' | 'meshes' | 'materials' | 'cameras' | 'skins';

/** What a channel of KHR_animation_pointer moves: a property of the document, and the path from it on. */
export class PointerTarget extends ExtensionProperty<Pointed> {
  static override EXTENSION_NAME = NAME;
  declare extensionName: typeof NAME;
  declare propertyType: 'PointerTarget';
  declare parentTypes: [PropertyType.ANIMATION_CHANNEL];

  protected init(): void {
    this.extensionName = NAME;
    this.propertyType = 'PointerTarget';
    this.parentTypes = [PropertyType.ANIMATION_CHANNEL];
  }

  protected override getDefaults(): Nullable<Pointed> {
    return Object.assign(super.getDefaults() as IProperty, { owner: null, rest: '' });
  }

  getOwner(): Property | null {
    // The graph types only literal attributes' names; this one is a reference.
    return (this as unknown as { getRef(name: string): Property | null }).getRef('owner');
  }

  /** `modifyChild` keeps the owner from being merged with one that merely looks the same now. */
  setOwner(owner: Property): this {
    const graphed = this as unknown as { setRef(name: string, to: Property, how: object): void };
    graphed.setRef('owner', owner, { modifyChild: true });
    return this;
  }

  getRest(): string {
    return this.get('rest');
  }

  setRest(rest: string): this {
    return this.set('rest', rest);
  }
}

/**
 * KHR_animation_pointer for glTF-Transform, which has none: pointers are held as references, so that they name the right
 * index after whatever was pruned, merged or put into another order.
 * https://github.com/KhronosGroup/glTF/tree/main/extensions/2.0/Khronos/KHR_animation_pointer
 *
 * Covered: what nodes, meshes, materials (and their extensions), cameras and lights have. A pointer to something else names
 * nothing that a file of ours keeps, so its channel goes.
 */
export class AnimationPointer extends Extension {
  static override readonly EXTENSION_NAME = NAME;
  override readonly extensionName = NAME;

  /** What must wait until the lights' extension was read, which comes after this one. */
  private waiting: (() => void)[] = [];

  createTarget(): PointerTarget {
    return new PointerTarget(this.document.getGraph() as Graph<Property>);
  }

  override read(context: ReaderContext): this {
    for (const [index, def] of (context.jsonDoc.json.animations ?? []).entries())
      for (const [at, channel] of (def.channels as ChannelDef[]).entries())
        this.readChannel(context, context.animations[index]!.listChannels()[at]!, channel);
    return this;
  }

  private readChannel(context: ReaderContext, channel: AnimationChannel, def: ChannelDef): void {
    const pointer = (def.target.extensions?.[NAME] as { pointer?: string } | undefined)?.pointer;
    if (typeof pointer !== 'string') return;
    const point = (): void => {
      const found = ownerOf(context, pointer);
      if (found) channel.setExtension(NAME, this.createTarget().setOwner(found.owner).setRest(found.rest));
    };
    if (LIGHT.test(pointer)) this.waiting.push(point);
    else point();
  }

  /** To be called once the whole document was read. */
  settle(): void {
    for (const point of this.waiting.splice(0)) point();
  }

  override write(context: WriterContext): this {
    const animations = this.document.getRoot().listAnimations();
    for (const [index, animation] of animations.entries())
      writeAnimation(context, animation, context.jsonDoc.json.animations![index]!, this.lights());
    return this;
  }

  /** The lights in the order in which their extension writes them. */
  private lights(): Property[] {
    const used = this.document.getRoot().listExtensionsUsed();
    return used.find(({ extensionName }) => extensionName === LIGHTS)?.listProperties() ?? [];
  }
}

type Found = { owner: Property; rest: string };

function ownerOf(context: ReaderContext, pointer: string): Found | undefined {
  const light = LIGHT.exec(pointer);
  if (light) return lightOf(context, Number(light[1]), light[2]!);
  const [, kind, index, rest] = OWNER.exec(pointer) ?? [];
  const owner = kind && (context[kind as Kind] as Property[])[Number(index)];
  return owner ? { owner, rest: rest! } : undefined;
}

/** Lights stand in no list of the reader; the nodes that carry them lead to them. */
function lightOf(context: ReaderContext, index: number, rest: string): Found | undefined {
  const nodes = context.jsonDoc.json.nodes ?? [];
  const at = nodes.findIndex((def) => {
    const carried = def.extensions?.[LIGHTS] as { light?: number } | undefined;
    return carried?.light === index;
  });
  const owner = context.nodes[at]?.getExtension(LIGHTS);
  return owner ? { owner: owner as Property, rest } : undefined;
}

function writeAnimation(
  context: WriterContext,
  animation: Animation,
  def: GLTF.IAnimation,
  lights: Property[],
): void {
  for (const [index, channel] of animation.listChannels().entries()) {
    const target = channel.getExtension<PointerTarget>(NAME);
    const path = target && pathOf(context, target.getOwner(), lights);
    if (!path) continue;
    const pointer = `${path}/${target.getRest()}`;
    def.channels[index]!.target = { path: 'pointer', extensions: { [NAME]: { pointer } } } as never;
  }
}

function pathOf(context: WriterContext, owner: Property | null, lights: Property[]): string | undefined {
  switch (owner?.propertyType as string) {
    case PropertyType.NODE:
      return `/nodes/${context.nodeIndexMap.get(owner as never)}`;
    case PropertyType.MESH:
      return `/meshes/${context.meshIndexMap.get(owner as never)}`;
    case PropertyType.MATERIAL:
      return `/materials/${context.materialIndexMap.get(owner as never)}`;
    case PropertyType.CAMERA:
      return `/cameras/${context.cameraIndexMap.get(owner as never)}`;
    case PropertyType.SKIN:
      return `/skins/${context.skinIndexMap.get(owner as never)}`;
    case 'Light':
      return `/extensions/${LIGHTS}/lights/${lights.indexOf(owner!)}`;
    default:
      return undefined;
  }
}

/** What the channels of pointers move, each with the path from it on. */
export function listPointed(channels: readonly AnimationChannel[]): Found[] {
  return channels.flatMap((channel) => {
    const target = channel.getExtension<PointerTarget>(NAME);
    const owner = target?.getOwner();
    return owner ? [{ owner, rest: target!.getRest() }] : [];
  });
}

/** Whether a channel is one of KHR_animation_pointer that still has its owner. */
export const isPointer = (channel: AnimationChannel): boolean =>
  Boolean(channel.getExtension<PointerTarget>(NAME)?.getOwner());
