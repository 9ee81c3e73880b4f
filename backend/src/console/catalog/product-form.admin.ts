import { z } from 'zod';
import { emptyLine, emptyLines } from '../../contract/common.js';

const UPLOAD = /^[0-9a-f]{32}$/;
const won = z.number().int().min(0).max(100_000_000);

/** What the product form posts; the verb holds the rules. */
export const ProductForm = z.object({
  slug: emptyLine(80),
  name: emptyLine(120),
  brand: emptyLine(60),
  category: z.string(),
  description: emptyLines(20_000),
  specifications: z.array(z.object({ name: emptyLine(60), value: emptyLine(300) })).max(60),
  options: z.array(z.object({ name: emptyLine(30), values: z.array(emptyLine(60)).max(50) })).max(5),
  listPrice: won,
  variants: z
    .array(
      z.object({
        id: z.number().int().optional(),
        sku: emptyLine(60),
        options: z.record(emptyLine(30), emptyLine(60)),
        surcharge: won,
        active: z.boolean(),
        onHand: z.number().int().min(0).max(1_000_000).optional(),
      }),
    )
    .max(200),
  images: z
    .array(
      z.object({
        id: z.number().int().optional(),
        upload: z.string().regex(UPLOAD).optional(),
        alt: emptyLine(200),
      }),
    )
    .max(50)
    .optional(),
});

export const FinishUpload = z.object({ upload: z.string().regex(UPLOAD) });
