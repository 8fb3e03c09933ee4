import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARD, fillCheckout, ORDER_NUMBER } from './checkout.ts';
import { openPrepared, openUnseen } from './harness.ts';
import { factsOf, pieceOf, piecesOf, press, roomIs, shown, tap } from './xr/arHand.ts';
import { begin, coloursOf, openRoom, type Shop, startShop } from './xr/arShop.ts';
import { aimAt, frames, pressOnBoard, reachOnBoard, typeOnBoard } from './xr/hands.ts';
import { emulatorScript } from './xr/headset.ts';

let shop: Shop;
const open = (slug: string, as?: Parameters<typeof openRoom>[2]) => openRoom(shop, slug, as);

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.close());

test('[JO213] with a headset hands and controllers place, drag and turn; what is real hides what is behind it, and a board in the room saves, shares and sells what stands there', async () => {
  const quest = await open('lounge-chair', {
    device: 'mixedHeadset',
    viewport: { width: 720, height: 400 },
  });
  const { page } = quest;
  /** Points the right hand: from where it is held at a point. */
  const point = (at: [number, number, number]) =>
    page.evaluate((at) => {
      const hand = window.headset.controllers.right!;
      const from = [0.2, 1.2, 1.3] as const;
      const [dx, dy, dz] = [at[0] - from[0], at[1] - from[1], at[2] - from[2]];
      const [yaw, pitch] = [Math.atan2(-dx, -dz) / 2, Math.atan2(dy, Math.hypot(dx, dz)) / 2];
      hand.position.set(...from);
      hand.quaternion.set(
        Math.cos(yaw) * Math.sin(pitch),
        Math.sin(yaw) * Math.cos(pitch),
        -Math.sin(yaw) * Math.sin(pitch),
        Math.cos(yaw) * Math.cos(pitch),
      );
    }, at);
  const trigger = async (value: number): Promise<void> => {
    await page.evaluate(
      (value) => window.headset.controllers.right!.updateButtonValue('trigger', value),
      value,
    );
    await frames(page, 3);
  };
  const points = (at: [number, number, number]) =>
    page.waitForFunction(
      ([x, z]) => {
        const { spot } = window.vitrineRoom!();
        return spot && Math.hypot(spot.x - x, spot.z - z) < 0.05;
      },
      [at[0], at[2]] as const,
    );
  await page.evaluate(() => window.aim([0, 1.6, 1.6], [0, 0.4, -0.5]));
  await point([0, 0, -0.4]);
  await page.locator('.room-button').click();
  await roomIs(page, 'found');
  await points([0, 0, -0.4]);
  await trigger(1);
  await trigger(0);
  const [chair] = await piecesOf(page, 1);
  expect(Math.hypot(chair!.x, chair!.z + 0.4)).toBeLessThan(0.05);
  expect((await factsOf(page)).occluded).toBe(true);

  await point([0, 0.3, -0.4]);
  await frames(page, 3);
  await trigger(1);
  await point([0.5, 0.3, -0.4]);
  await frames(page, 3);
  await trigger(0);
  const dragged = await pieceOf(page, 'lounge-chair');
  expect(dragged.x).toBeGreaterThan(chair!.x + 0.3);
  await page.evaluate(() => window.headset.controllers.right!.updateAxes('thumbstick', -1, 0));
  await page.waitForFunction((yaw) => window.vitrineRoom!().pieces[0]!.yaw > yaw + 0.4, dragged.yaw);
  await page.evaluate(() => window.headset.controllers.right!.updateAxes('thumbstick', 0, 0));

  await point([-0.9, 0, 0.3]);
  await points([-0.9, 0, 0.3]);
  // Hands instead of controllers: pinching puts down what is held.
  await page.evaluate(() => {
    window.headset.primaryInputMode = 'hand';
    const hand = window.headset.hands.right!;
    const controller = window.headset.controllers.right!;
    const { position, quaternion } = controller;
    hand.position.set(position.x, position.y, position.z);
    hand.quaternion.set(quaternion.x, quaternion.y, quaternion.z, quaternion.w);
  });
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Add a piece' }).press('Enter');
  await page.getByRole('button', { name: 'Place Speckled coffee cup' }).press('Enter');
  await page.getByRole('button', { name: 'Place it here' }).waitFor();
  await frames(page, 3);
  await page.waitForFunction(() => window.vitrineRoom!().looking === 'found');
  for (const value of [1, 0]) {
    await page.evaluate((value) => window.headset.hands.right!.updatePinchValue(value), value);
    await frames(page, 3);
  }
  await piecesOf(page, 2);

  // All that lies over the picture of a phone is on a board here, which is pressed by pointing.
  await page.evaluate(() => {
    window.headset.primaryInputMode = 'controller';
  });
  await reachOnBoard(page, /^Cantilever lounge chair/);
  const { yaw: facing } = await pieceOf(page, 'lounge-chair');
  await pressOnBoard(page, /^Turn right/);
  await page.waitForFunction(
    (yaw) => window.vitrineRoom!().pieces.some((one) => one.product === 'lounge-chair' && one.yaw !== yaw),
    facing,
  );
  await pressOnBoard(page, /^Add a piece/);
  await reachOnBoard(page, /^Place Opal table lamp/);
  await point([0.2, 0, 0.7]);
  await points([0.2, 0, 0.7]);
  await trigger(1);
  await trigger(0);
  await piecesOf(page, 3);

  await pressOnBoard(page, /^Save$/);
  await pressOnBoard(page, /^Name of the room/);
  await typeOnBoard(page, ' 2');
  expect(await page.getByLabel('Name of the room').inputValue()).toMatch(/ 2$/);
  await pressOnBoard(page, /^Done$/);
  await pressOnBoard(page, /^Save$/);
  await shown(page, /^Your room is saved with us/);
  await pressOnBoard(page, /^Show my room/);
  const link = page.getByLabel('Link to look', { exact: true });
  expect(await link.inputValue()).toMatch(/\/planner\?layout=[\w-]+$/);
  await pressOnBoard(page, /^Close$/);

  await pressOnBoard(page, /^Add all to cart/);
  await page.locator('.ar .cart-lines li').nth(2).waitFor();
  await reachOnBoard(page, /^Checkout/);
  await fillCheckout(page, CARD.paid);
  await pressOnBoard(page, /^Done$/);
  await reachOnBoard(page, /^Pay/);
  await page.locator('.ar').getByText(ORDER_NUMBER).waitFor();
  expect(await page.evaluate(() => window.headset.activeSession !== undefined)).toBe(true);
  await pressOnBoard(page, /^Leave/);
  await page.getByText('The view of your room has ended.').waitFor();
  expect([quest.errors, quest.strangers]).toEqual([[], []]);
  await quest.close();
});

test('[JO208] who goes into their own room before the product’s page has come sees their room, and what has come meanwhile once they are back', async () => {
  const script = await emulatorScript('mixedHeadset');
  const quest = await openPrepared(shop.browser, `${shop.server.url}/lobby`, script, {
    viewport: { width: 720, height: 400 },
  });
  const { page } = quest;
  let come = (): void => {};
  const gate = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route('**/lounge-chair.glb*', async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(`${shop.server.url}/p/lounge-chair`);
  await page.evaluate(() => window.aim([0, 1.6, 1.6], [0, 0.4, -0.5]));
  await page.locator('.room-button').click();
  await page.waitForFunction(() => window.vitrineRoom !== undefined);
  await frames(page, 3);
  const isRoom = async (): Promise<boolean> => {
    const { data } = await sharp(await page.screenshot())
      .extract({ left: 20, top: 380, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return data[0]! < 128; // nothing is behind the emulated room; the page's own ground is light
  };
  await expect.poll(isRoom).toBe(true);
  const arrived = page.waitForResponse(/lounge-chair\.glb/);
  come();
  await (await arrived).finished();
  await frames(page, 30);
  await expect.poll(isRoom).toBe(true);
  await page.evaluate(() => window.headset.activeSession!.end());
  await page.getByText('The view of your room has ended.').waitFor();
  await expect.poll(isRoom).toBe(false);
  expect([quest.errors, quest.strangers]).toEqual([[], []]);
  await quest.close();
});

test('[JO209] depth that the graphics have hides what is behind the real room as depth in numbers does', async () => {
  /** The room from behind a sofa, with a chair before it. */
  const seen = async (usage: 'cpu-optimized' | 'gpu-optimized', then = ''): Promise<Buffer> => {
    const script = `window.depthUsage = '${usage}';${await emulatorScript('mixedHeadset')};${then}`;
    const quest = await openPrepared(shop.browser, `${shop.server.url}/p/lounge-chair`, script, {
      viewport: { width: 720, height: 400 },
    });
    const { page } = quest;
    await page.waitForFunction(() => performance.getEntriesByName('vitrine.hand').length > 0);
    await page.evaluate(() => window.aim([0, 1.6, 1.6], [0, 0.4, -0.5]));
    await aimAt(page, { x: 0, y: 0, z: -0.4 });
    await page.locator('.room-button').click();
    await roomIs(page, 'found');
    await press(page, 'Place it here');
    await piecesOf(page, 1);
    await page.evaluate(() => {
      window.headset.controllers.right!.position.set(0, -3, 0);
      window.aim([-1.8, 0.6, -2.2], [0, 0.4, -0.4]);
    });
    await frames(page, 5);
    const picture = await page.screenshot({ clip: { x: 130, y: 100, width: 110, height: 140 } });
    expect([quest.errors, quest.strangers]).toEqual([[], []]);
    await quest.close();
    return sharp(picture).removeAlpha().raw().toBuffer();
  };
  /** Points of leather: more red than blue. */
  const leather = (points: Buffer): number => {
    let count = 0;
    for (let at = 0; at < points.length; at += 3) if (points[at]! - points[at + 2]! > 30) count++;
    return count;
  };
  const whole = leather(await seen('cpu-optimized', 'XRFrame.prototype.getDepthInformation = () => null;'));
  expect(whole).toBeGreaterThan(200);
  for (const usage of ['cpu-optimized', 'gpu-optimized'] as const)
    expect([usage, leather(await seen(usage)) < whole / 4]).toEqual([usage, true]);
});

test('[JO215] pieces are lit as the room is, where the device tells how, and the room is in their picture, where the page is given the camera', async () => {
  const phone = await open('deer');
  const { page } = phone;
  await page.evaluate(() => {
    const global = globalThis as unknown as Record<string, { prototype: object }>;
    Object.assign(global.XRSession!.prototype, { requestLightProbe: async () => ({}) });
    Object.assign(global.XRFrame!.prototype, {
      getLightEstimate: () => ({
        sphericalHarmonicsCoefficients: new Float32Array(27).fill(0.1),
        primaryLightDirection: { x: 0.6, y: 0.7, z: 0.3 },
        primaryLightIntensity: { x: 1.2, y: 1, z: 0.8 },
      }),
    });
  });
  // A camera that sees a green wall.
  await page.evaluate(() => {
    const global = globalThis as unknown as Record<string, { prototype: object }>;
    Object.defineProperty(global.XRView!.prototype, 'camera', { value: { width: 8, height: 16 } });
    Object.assign(global.XRWebGLBinding!.prototype, {
      getCameraImage() {
        const gl = document.querySelector<HTMLCanvasElement>('canvas.room')!.getContext('webgl2')!;
        const image = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, image);
        gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 1, 1);
        gl.texSubImage2D(
          gl.TEXTURE_2D,
          0,
          0,
          0,
          1,
          1,
          gl.RGBA,
          gl.UNSIGNED_BYTE,
          new Uint8Array([20, 160, 60, 255]),
        );
        return image;
      },
    });
  });
  await begin(page);
  await tap(page);
  await piecesOf(page, 1);
  await page.waitForFunction(() => window.vitrineRoom!().lit);
  await press(page, 'Take a picture');
  const [corner, middle] = await coloursOf(page, [
    [0.02, 0.02],
    [0.5, 0.45],
  ]);
  expect(corner).toEqual([20, 160, 60, 255]);
  expect(middle).not.toEqual(corner);
  expect(await page.getByText('The camera’s own picture can’t be had here.').count()).toBe(0);
  expect([phone.errors, phone.strangers]).toEqual([[], []]);
  await phone.close();
});

test('[JO216] where a browser can’t show one’s own room there is no button for it, and nothing of it is fetched', async () => {
  const plain = await openUnseen(shop.browser, `${shop.server.url}/p/lounge-chair`);
  const { page } = plain;
  await page.getByRole('button', { name: 'Add to cart' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.locator('.room-button').count()).toBe(0);
  const fetched = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(fetched.filter((name) => /(RoomButton|enter|ownRoom)-/.test(name))).toEqual([]);
  expect([plain.errors, plain.strangers]).toEqual([[], []]);
  await plain.close();
});
