import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ProductAnswer } from '../contract/index.js';
import { OutsideError } from '../kernel/context.js';
import { jobs } from '../jobs/jobs.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { blobService } from '../storage/blob-service.js';
import { type Azurite, hasAzurite, startAzurite } from '../testing/azurite.js';
import { aBuyer, placed } from '../testing/buyers.js';
import { aMovingPicture, aPhoto } from '../testing/drawn.js';
import { aPromotion, aStudent, aUniversity } from '../testing/fixtures.js';
import { asRole } from '../testing/staff-context.js';
import { productInput, refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { finishPictureUpload } from './finish-picture-upload.js';
import { PictureFile } from './picture-file.entity.js';
import { ProductImage } from './product-image.entity.js';
import { Product } from './product.entity.js';
import type { SaveProductInput } from './product-input.js';
import { saveProduct } from './save-product.js';
import { startPictureUpload } from './start-picture-upload.js';
import { isOrdered } from '../orders/is-ordered.js';
import { sweepPictures } from './sweep-pictures.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const STORES = [
  ['the disk', true],
  ['Azurite', hasAzurite],
] as const;

describe.each(STORES)('pictures on %s', (store, here) => {
  let azurite: Azurite | undefined;
  let shop: TestShop;
  beforeAll(async () => {
    if (!here) return;
    if (store === 'Azurite') azurite = await startAzurite();
    shop = await startShop({}, azurite?.url);
  });
  afterAll(async () => {
    await shop?.stop();
    await azurite?.stop();
  });

  const manager = () => asRole(shop.ctx, 'manager', 7);
  const put = (address: string, body: Uint8Array | string, headers: Record<string, string> = { 'x-ms-blob-type': 'BlockBlob' }) =>
    fetch(address, { method: 'PUT', body: Buffer.from(body), headers });
  /** What the browser does with one file. */
  async function upload(body: Uint8Array | string): Promise<string> {
    const { uploadUrl, upload: name } = await startPictureUpload(manager());
    expect((await put(uploadUrl, body)).status).toBe(201);
    return name;
  }
  const uploadAndFinish = async (body: Uint8Array) => finishPictureUpload(manager(), { upload: await upload(body) });
  const isThere = (name: string) => shop.ctx.pictures.readUpload(name, 1e9).then((bytes) => bytes !== null);
  const answerTo = async (address: string) => {
    const answer = await fetch(shop.url + address);
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  describe.runIf(here)('an upload address', () => {
    it('takes one file, once, and shows nothing', async () => {
      const { uploadUrl, upload: name, expiresAt } = await startPictureUpload(manager());
      expect(name).toMatch(/^[0-9a-f]{32}$/);
      expect(new URL(uploadUrl).searchParams.get('sp')).toBe('c');
      expect(expiresAt.getTime() - shop.clock.now().getTime()).toBeLessThanOrEqual(10 * MINUTE);
      expect((await put(uploadUrl, 'first')).status).toBe(201);
      expect((await put(uploadUrl, 'second')).status).toBe(403);
      expect(Buffer.from((await shop.ctx.pictures.readUpload(name, 100)) as Uint8Array).toString()).toBe('first');
      expect([403, 404]).toContain((await fetch(uploadUrl)).status);
    });

    it('is of its own name, permission and end: another, and it is 403', async () => {
      const { uploadUrl, upload: name } = await startPictureUpload(manager());
      const other = (change: (url: URL) => void) => {
        const url = new URL(uploadUrl);
        change(url);
        return put(url.href, 'x').then(({ status }) => status);
      };
      expect(await other((url) => (url.pathname = url.pathname.replace(name, 'f'.repeat(32))))).toBe(403);
      expect(await other((url) => url.searchParams.set('sp', 'cw'))).toBe(403);
      expect(await other((url) => url.searchParams.set('se', '2099-01-01T00:00:00Z'))).toBe(403);
      expect(await other((url) => url.searchParams.delete('sig'))).toBe(403);
      expect(await isThere(name)).toBe(false);
      expect((await put(uploadUrl, 'x', {})).status).toBe(400);
    });

    it('ends after ten minutes', async () => {
      shop.clock.pass(-11 * MINUTE);
      const { uploadUrl, upload: name } = await startPictureUpload(manager());
      shop.clock.pass(11 * MINUTE);
      expect((await put(uploadUrl, 'late')).status).toBe(403);
      expect(await isThere(name)).toBe(false);
    });

    it.each(['fulfilment', 'support', 'viewer'] as const)('is not given to %s', async (role) => {
      expect((await refusal(startPictureUpload(asRole(shop.ctx, role)))).status).toBe(403);
      expect((await refusal(finishPictureUpload(asRole(shop.ctx, role), { upload: 'f'.repeat(32) }))).status).toBe(403);
    });
  });

  describe.runIf(here)('what was uploaded', () => {
    it.each(['jpeg', 'png', 'webp', 'avif'] as const)('as %s is published as three webp, without what the camera knew', async (format) => {
      const { url, width, height, upload: name } = await uploadAndFinish(await aPhoto(1600, 1200, format));
      expect([width, height]).toEqual([800, 600]);
      for (const [wide, high] of [
        [400, 300],
        [800, 600],
        [1200, 900],
      ] as const) {
        const answer = await answerTo(url.replace('-800', `-${wide}`));
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toBe('image/webp');
        expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        const facts = await sharp(answer.bytes).metadata();
        expect([facts.format, facts.width, facts.height, facts.exif, facts.icc]).toEqual(['webp', wide, high, undefined, undefined]);
        expect(answer.bytes.toString('latin1')).not.toContain('Seoul');
      }
      expect(await isThere(name)).toBe(false);
      expect(url).not.toContain(name);
    });

    it.runIf(store === 'Azurite')('lies in the store as Front Door serves it: its type, for good', async () => {
      const { url } = await uploadAndFinish(await aPhoto(500, 400));
      const blob = blobService(azurite!.url).getContainerClient('$web').getBlobClient(url.slice(1));
      expect(await blob.getProperties()).toMatchObject({ contentType: 'image/webp', cacheControl: 'public, max-age=31536000, immutable' });
    });

    it('stands upright when the camera lay on its side, and is never enlarged', async () => {
      const lying = await sharp(await aPhoto(640, 480))
        .withMetadata({ orientation: 6 })
        .toBuffer();
      const { url, width, height } = await uploadAndFinish(lying);
      expect([width, height]).toEqual([480, 640]);
      expect(await sharp((await answerTo(url.replace('-800', '-1200'))).bytes).metadata()).toMatchObject({ width: 480, height: 640 });
    });

    const HTML = '<!doctype html><script>alert(1)</script>';
    const PNG_HEAD = Buffer.from('89504e470d0a1a0a', 'hex');
    it.each([
      ['HTML posing as PNG', () => Buffer.concat([PNG_HEAD, Buffer.from(HTML)]), 'not_a_picture'],
      ['HTML', () => Buffer.from(HTML), 'not_a_picture'],
      ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script/></svg>'), 'not_a_picture'],
      ['GIF', () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'), 'not_a_picture'],
      ['an iPhone’s HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'not_a_picture'],
      ['a picture that moves', aMovingPicture, 'not_a_picture'],
      ['a picture cut off in the middle', async () => (await aPhoto(900, 700, 'png')).subarray(0, 700), 'not_a_picture'],
      ['a picture that is too small', () => aPhoto(399, 399), 'not_a_picture'],
      ['a picture that is too long', () => aPhoto(500, 2600), 'not_a_picture'],
      ['a bomb of pixels', () => aPhoto(9000, 9000, 'png'), 'not_a_picture'],
      ['more than ten megabytes', () => Buffer.concat([PNG_HEAD, Buffer.alloc(10 * 1024 * 1024)]), 'too_large'],
      ['nothing', () => Buffer.alloc(0), 'not_a_picture'],
    ])('is refused and deleted: %s', async (_name, make, code) => {
      const name = await upload(await make());
      const { code: given, detail } = await refusal(finishPictureUpload(manager(), { upload: name }));
      expect(given).toBe(code);
      expect(detail).toMatch(/요\.$/);
      expect(await isThere(name)).toBe(false);
      const file = await PictureFile.findOneByOrFail({ uploadName: name });
      expect((await answerTo(`/images/${file.pictureName}-800.webp`)).status).toBe(404);
    });

    it('belongs to who asked for the address', async () => {
      const name = await upload(await aPhoto(500, 400));
      expect((await refusal(finishPictureUpload(asRole(shop.ctx, 'owner', 8), { upload: name }))).status).toBe(404);
      expect((await refusal(finishPictureUpload(manager(), { upload: 'e'.repeat(32) }))).status).toBe(404);
      expect((await finishPictureUpload(manager(), { upload: name })).width).toBe(500);
    });

    it('is asked for again when it has not arrived', async () => {
      const { upload: name } = await startPictureUpload(manager());
      expect(await refusal(finishPictureUpload(manager(), { upload: name }))).toMatchObject({ status: 409, code: 'not_uploaded' });
    });

    it('is published once, however often it is asked for, and written down', async () => {
      const name = await upload(await aPhoto(500, 400));
      const both = await Promise.all([1, 2].map(() => finishPictureUpload(manager(), { upload: name }).catch(() => null)));
      const first = both.find((answer) => answer !== null);
      const again = await finishPictureUpload(manager(), { upload: name });
      expect(again).toEqual(first);
      const { pictureName } = await PictureFile.findOneByOrFail({ uploadName: name });
      const entry = await AuditEntry.findOneByOrFail({ action: 'finishPictureUpload', recordId: pictureName });
      expect(entry).toMatchObject({ staffId: 7, resource: 'products', changes: { width: 500, height: 400 } });
    });

    it('is told from an outage of the store', async () => {
      const down = () => Promise.reject(new OutsideError('unknown', 'socket', 'down'));
      const ctx = { ...manager(), pictures: { ...shop.ctx.pictures, startUpload: down, readUpload: down, removeUpload: down } };
      expect(await refusal(startPictureUpload(ctx))).toMatchObject({ status: 503, code: 'pictures_unavailable' });
      const name = await upload(await aPhoto(500, 400));
      expect(await refusal(finishPictureUpload(ctx, { upload: name }))).toMatchObject({ status: 503, code: 'pictures_unavailable' });
      expect((await finishPictureUpload(manager(), { upload: name })).width).toBe(500);
    });
  });

  /** On top of whatever is stored now. */
  const saveAgain = async (input: SaveProductInput & { id: number }) =>
    saveProduct(manager(), { ...input, version: (await Product.findOneByOrFail({ id: input.id })).version });
  const shown = (productId: number) => ProductImage.find({ where: { productId }, order: { position: 'ASC' } });
  const inputOf = ({ product, variants }: Awaited<ReturnType<typeof aPromotion>>) => ({
    ...productInput(),
    id: product.id,
    slug: product.slug,
    options: product.options,
    variants: variants.map(({ id, sku, options, surcharge }) => ({ id, sku, options, surcharge, active: true })),
  });

  describe.runIf(here)('the pictures of a product', () => {
    it('are saved with it, in their order, and students see them so', async () => {
      const [one, two] = [await uploadAndFinish(await aPhoto(900, 700)), await uploadAndFinish(await aPhoto(700, 900))];
      const university = await aUniversity();
      const sale = await aPromotion(shop, { universities: [university] });
      const { product } = sale;
      const input = inputOf(sale);
      const images = [
        { upload: two.upload, alt: ' 세워 놓은 앞모습 ' },
        { upload: one.upload, alt: '펼친 모습' },
      ];
      await saveAgain({ ...input, images });
      const student = await aStudent(shop, university);
      const { body } = await student.get(`/api/customer/products/${product.slug}`);
      expect(ProductAnswer.parse(body).product.images).toEqual([
        { url: two.url, width: 700, height: 900, alt: '세워 놓은 앞모습' },
        { url: one.url, width: 800, height: 622, alt: '펼친 모습' },
      ]);

      const [first, second] = await shown(product.id);
      await saveAgain({
        ...input,
        images: [
          { id: second!.id, alt: '활짝 펼친 모습' },
          { id: first!.id, alt: first!.alt },
        ],
      });
      expect((await shown(product.id)).map(({ id, alt }) => [id, alt])).toEqual([
        [second!.id, '활짝 펼친 모습'],
        [first!.id, '세워 놓은 앞모습'],
      ]);
      const entry = await AuditEntry.findOneOrFail({
        where: { action: 'saveProduct', recordId: String(product.id) },
        order: { id: 'DESC' },
      });
      expect(entry.changes).toMatchObject({
        images: [
          [{ alt: '세워 놓은 앞모습' }, { alt: '펼친 모습' }],
          [{ alt: '활짝 펼친 모습' }, {}],
        ],
      });
      await saveAgain(input);
      expect(await shown(product.id)).toHaveLength(2);
      await saveAgain({ ...input, images: [] });
      expect(await shown(product.id)).toEqual([]);
    });

    it('come with a new product, or the product does not', async () => {
      const ready = await uploadAndFinish(await aPhoto(500, 400));
      const refused = await refusal(saveProduct(manager(), productInput({ images: [{ upload: ready.upload, alt: ' ' }] })));
      expect(refused.errors.map(({ path }) => path)).toEqual(['images.0.alt']);
      const input = productInput({ images: [{ upload: ready.upload, alt: '앞모습' }] });
      const { id } = await saveProduct(manager(), input);
      expect(await shown(id)).toMatchObject([{ alt: '앞모습', width: 500, height: 400, position: 0 }]);
    });

    it('are only ever one product’s, once, and only what was looked at', async () => {
      const ready = await uploadAndFinish(await aPhoto(500, 400));
      const { upload: unfinished } = await startPictureUpload(manager());
      const image = { upload: ready.upload, alt: '앞모습' };
      const attempts = [
        refusal(saveProduct(asRole(shop.ctx, 'owner', 8), productInput({ images: [image] }))),
        refusal(saveProduct(manager(), productInput({ images: [{ upload: unfinished, alt: '앞모습' }] }))),
        refusal(saveProduct(manager(), productInput({ images: [{ upload: 'd'.repeat(32), alt: '앞모습' }] }))),
        refusal(saveProduct(manager(), productInput({ images: [image, image] }))),
        refusal(saveProduct(manager(), productInput({ images: [{ alt: '앞모습' }] }))),
      ];
      for (const { status } of await Promise.all(attempts)) expect(status).toBe(422);
      const twice = await Promise.allSettled([1, 2].map(() => saveProduct(manager(), productInput({ images: [image] }))));
      expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const other = await saveProduct(manager(), productInput());
      const [taken] = await ProductImage.find({ order: { id: 'DESC' }, take: 1 });
      const stolen = { ...productInput(), id: other.id, version: 1, variants: [], images: [{ id: taken!.id, alt: '내 것' }] };
      expect((await refusal(saveProduct(manager(), stolen))).status).toBe(422);
    });
  });

  describe.runIf(here)('files that nothing shows', () => {
    const exists = async ({ url }: { url: string }) => (await answerTo(url)).status === 200;

    it('are swept: uploads after a day, pictures that no product took a week later', async () => {
      const left = await upload('left behind');
      const unused = await uploadAndFinish(await aPhoto(500, 400));
      await sweepPictures(shop.ctx, isOrdered);
      expect([await isThere(left), await exists(unused)]).toEqual([true, true]);
      shop.clock.pass(DAY + MINUTE);
      await sweepPictures(shop.ctx, isOrdered);
      expect([await isThere(left), await exists(unused)]).toEqual([false, true]);
      const late = productInput({ images: [{ upload: unused.upload, alt: '앞모습' }] });
      expect((await refusal(saveProduct(manager(), late))).status).toBe(422);
      shop.clock.pass(7 * DAY + MINUTE);
      expect(await sweepPictures(shop.ctx, isOrdered)).toBeGreaterThan(0);
      expect(await exists(unused)).toBe(false);
      expect(await PictureFile.countBy({ uploadName: unused.upload })).toBe(0);
    });

    it('are kept while a product or an order shows them', async () => {
      const [sold, taken, gone] = [
        await uploadAndFinish(await aPhoto(500, 400)),
        await uploadAndFinish(await aPhoto(600, 400)),
        await uploadAndFinish(await aPhoto(700, 400)),
      ];
      const university = await aUniversity();
      const sale = await aPromotion(shop, { universities: [university] });
      const input = inputOf(sale);
      await saveAgain({ ...input, images: [sold, taken, gone].map(({ upload: name }) => ({ upload: name, alt: '앞모습' })) });
      await placed(await aBuyer(shop.ctx, university), sale);
      const [, second] = await shown(sale.product.id);
      await saveAgain({ ...input, images: [{ id: second!.id, alt: '앞모습' }] });
      shop.clock.pass(8 * DAY);
      await sweepPictures(shop.ctx, isOrdered);
      expect([await exists(sold), await exists(taken), await exists(gone)]).toEqual([true, true, false]);
    });

    it('are swept of the seed’s pictures too, once they are taken out', async () => {
      const { id } = await saveProduct(manager(), productInput());
      const name = createHash('md5').update(shop.url).digest('hex');
      await ProductImage.insert({ productId: id, name, alt: '앞모습', width: 800, height: 600, position: 0 });
      for (const width of [400, 800, 1200]) await shop.ctx.pictures.put(`${name}-${width}.webp`, await aPhoto(width, 300, 'webp'));
      await saveAgain({ ...productInput(), id, images: [] });
      expect(await exists({ url: `/images/${name}-800.webp` })).toBe(true);
      shop.clock.pass(8 * DAY);
      await sweepPictures(shop.ctx, isOrdered);
      expect(await exists({ url: `/images/${name}-800.webp` })).toBe(false);
    });

    it('go by themselves, once a night', async () => {
      const left = await upload('left behind');
      toFiveInTheMorning(2 * DAY);
      const job = jobs(shop.ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 }).find(({ name }) => name === 'pictures');
      await job?.run();
      expect(await isThere(left)).toBe(false);
      const again = vi.spyOn(shop.ctx.pictures, 'removeUploadsBefore');
      expect(await job?.run()).toBe(0);
      expect(again).not.toHaveBeenCalled();
      again.mockRestore();
    });

    function toFiveInTheMorning(ms: number): void {
      shop.clock.pass(ms);
      const inKorea = (shop.clock.now().getTime() + 9 * 60 * MINUTE) % DAY;
      shop.clock.pass(DAY - inKorea + 5 * 60 * MINUTE);
    }
  });
});
