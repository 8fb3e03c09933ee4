import { beforeEach, expect, test, vi } from 'vitest';
import { paintIcon } from './paintIcon.ts';

class Lines {
  shapes: string[];
  constructor(d = '') {
    this.shapes = d ? [d] : [];
  }
  roundRect(): void {
    this.shapes.push('rect');
  }
  addPath({ shapes }: Lines): void {
    this.shapes.push(...shapes);
  }
}
beforeEach(() => void vi.stubGlobal('Path2D', Lines));

const shape = (tagName: string, attributes: Record<string, string> = {}) => ({
  tagName,
  getAttribute: (name: string) => attributes[name] ?? null,
});
const iconOf = (innerHTML: string, shapes: ReturnType<typeof shape>[]) =>
  ({
    viewBox: { baseVal: { width: 8, height: 8 } },
    innerHTML,
    querySelectorAll: () => shapes,
  }) as unknown as SVGSVGElement;

/** What is filled in which colour, in order. */
function painted(icon: SVGSVGElement, fill: string): [string, string[]][] {
  const filled: [string, string[]][] = [];
  const ctx = {
    ...{ save() {}, restore() {}, translate() {}, scale() {}, stroke() {} },
    fillStyle: '',
    fill({ shapes }: Lines) {
      filled.push([this.fillStyle, shapes]);
    },
  };
  const style = { transform: 'none', strokeWidth: '2', stroke: 'none', fill } as CSSStyleDeclaration;
  const box = { x: 0, y: 0, width: 16, height: 16 };
  paintIcon(ctx as unknown as CanvasRenderingContext2D, icon, style, box);
  return filled;
}

test('[VR13] a drawing’s own colours are kept on a board: a code that is scanned is dark on light', () => {
  const code = iconOf('a', [shape('rect', { fill: '#fff' }), shape('path', { d: 'M0 0h1v1' })]);
  expect(painted(code, 'rgb(0, 0, 0)')).toEqual([
    ['#fff', ['rect']],
    ['rgb(0, 0, 0)', ['M0 0h1v1']],
  ]);
});

test('[VR13] shapes without a colour of their own are one drawing, in the icon’s colour', () => {
  const icon = iconOf('b', [shape('rect'), shape('path', { d: 'M1 1h1' })]);
  expect(painted(icon, 'red')).toEqual([['red', ['rect', 'M1 1h1']]]);
});
