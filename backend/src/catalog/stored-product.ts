import type { EntityManager } from 'typeorm';
import { same } from '../kernel/same.js';
import { PictureFile } from './picture-file.entity.js';
import { ProductImage } from './product-image.entity.js';
import type { Product } from './product.entity.js';
import type { ImageInput, SaveProductInput, VariantInput } from './product-input.js';
import { variantColumns } from './save-variants.js';
import { Variant } from './variant.entity.js';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const variantsTable = table(Variant);
const productImages = table(ProductImage);
const pictureFiles = table(PictureFile);

/** A product's own columns as they are stored. */
export const productColumns = (product: Omit<SaveProductInput, 'id' | 'version' | 'formKey' | 'variants' | 'images'>) => ({
  slug: product.slug,
  name: product.name.trim(),
  brand: product.brand.trim(),
  category: product.category,
  description: product.description,
  specifications: product.specifications.map(({ name, value }) => ({ name: name.trim(), value: value.trim() })),
  options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
  listPrice: product.listPrice,
});

/** Whether the product already is what the input says: sent again after a lost answer, it changes nothing. */
export async function isStored(tx: EntityManager, before: Product, input: SaveProductInput): Promise<boolean> {
  return (
    same(productColumns(before), productColumns(input)) &&
    sameVariants(await readRows(tx, Variant, sql`WHERE ${variantsTable.productId} = ${before.id}`), input.variants) &&
    (input.images === undefined || sameImages(await named(tx, before.id, input.images)))
  );
}

function sameVariants(stored: readonly Variant[], wanted: readonly VariantInput[]): boolean {
  const rows = wanted.map(({ id, sku }) => stored.find((row) => (id === undefined ? row.sku === sku : row.id === id)));
  const kept = wanted.every((input, position) => {
    const row = rows[position];
    return row !== undefined && same(variantColumns(row, row.position), variantColumns(input, position));
  });
  return kept && stored.every((row) => !row.active || rows.includes(row));
}

const sameImages = ({ stored, wanted }: Awaited<ReturnType<typeof named>>): boolean =>
  stored.length === wanted.length &&
  stored.every(({ id, alt }, position) => id === wanted[position]?.id && alt === wanted[position].alt.trim());

/** The input for a product that this form has made already: what it has is named by its id. */
export async function ofMade(tx: EntityManager, { id }: Product, input: SaveProductInput): Promise<SaveProductInput> {
  const variants = await readRows(tx, Variant, sql`WHERE ${variantsTable.productId} = ${id}`);
  return {
    ...input,
    id,
    version: 1,
    variants: input.variants.map((one) => ({ ...one, id: variants.find(({ sku }) => sku === one.sku)?.id })),
    ...(input.images && { images: (await named(tx, id, input.images)).wanted }),
  };
}

/** The product's pictures, and the wanted ones with the id of each that it has. */
async function named(tx: EntityManager, productId: number, images: readonly ImageInput[]) {
  const stored = await readRows(
    tx,
    ProductImage,
    sql`WHERE ${productImages.productId} = ${productId} ORDER BY ${productImages.position}, ${productImages.id}`,
  );
  const uploads = images.flatMap(({ upload }) => upload ?? []);
  const files = uploads.length > 0 ? await readRows(tx, PictureFile, sql`WHERE ${pictureFiles.uploadName} IN ${uploads}`) : [];
  const wanted = images.map((image): ImageInput => {
    const name = files.find(({ uploadName }) => uploadName === image.upload)?.pictureName;
    const id = stored.find((row) => row.name === name)?.id;
    return id === undefined ? image : { id, alt: image.alt };
  });
  return { stored, wanted };
}
