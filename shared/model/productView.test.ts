import { expect, test } from 'vitest';
import { decodeView, encodeView, type ProductView } from './productView.ts';

const view: ProductView = {
  yaw: 1.25,
  pitch: -0.4,
  metres: 2,
  target: [0, 0.5, -0.125],
  variant: 'Red; “deep”',
  explode: 0.5,
  section: { axis: 'z', at: 0.25, flip: true },
  xray: true,
  part: 'p3',
};

test('[IN20] a link to a view opens exactly this view', () => {
  expect(decodeView(encodeView(view))).toEqual(view);
  const plain = { ...view, variant: '', explode: 0, section: null, xray: false, part: '' };
  expect(encodeView(plain)).toBe('1.25,-0.4,2,0,0.5,-0.125');
  expect(decodeView(encodeView(plain))).toEqual(plain);
});

test('[IN21] a link that is none, or was changed by hand, opens nothing strange', () => {
  for (const wrong of ['', 'x', '1,2,3', '1,2,-3,0,0,0', '1,2,NaN,0,0,0', '1,2,1e9,0,0,0', '1,2,0,0,0,0'])
    expect(decodeView(wrong)).toBeUndefined();
  expect(decodeView('1,2,3,0,0,0;e=7;s=q1;v=%E0%A4%A;r=2')).toMatchObject({
    explode: 0,
    section: null,
    variant: '',
    xray: false,
  });
});
