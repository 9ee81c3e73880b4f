import { openAndBuy, type Opened, p99, wrongIn } from '../prove/opening.js';
import { jobsDone } from './orders.js';
import type { Stage } from './stage.js';

const STOCK = 50;

export interface Stampede {
  sold: number;
  stock: number;
  buyers: number;
  slowestS: number;
  otherP99Ratio: number;
}

export interface Rush extends Stampede {
  opened: number;
  openedSlowestS: number;
  /** How often a reader was told to come again. */
  sentAway: number;
  /** Of others' lists while the page was opened, against before. */
  openingP99Ratio: number;
}

/** A thousand press buy at once for fifty units. */
export async function stampede(stage: Stage, buyers: number): Promise<Stampede> {
  const { figures } = await crowd(stage, { students: buyers, buyers });
  return figures;
}

/** Five thousand open the promotion within two seconds before. */
export async function rush(stage: Stage, size: { students: number; buyers: number }): Promise<Rush> {
  const { shown, figures } = await crowd(stage, size);
  return {
    ...figures,
    opened: size.students,
    openedSlowestS: shown.opened.slowest / 1_000,
    sentAway: shown.opened.sentAway,
    openingP99Ratio: p99(shown.lists.opening) / p99(shown.lists.idle),
  };
}

async function crowd(
  stage: Stage,
  { students, buyers }: { students: number; buyers: number },
): Promise<{ shown: Opened; figures: Stampede }> {
  const { slug, goods } = await stage.rare(STOCK);
  const [reader, ...people] = await stage.students(students + 1);
  const cookies = people.map(({ cookie }) => cookie);
  const shop = await stage.start();
  const at = { url: shop.url, simulatorUrl: stage.simulatorUrl };
  const who = { cookies, buyers, reader: reader?.cookie ?? '' };
  try {
    const shown = await openAndBuy({ ...at, ...who, slug, goods, withinMs: 2_000, idleMs: 5_000 });
    await jobsDone(stage);
    const wrong = wrongIn(shown, STOCK);
    if (wrong.length > 0) throw new Error(wrong.join('; '));
    const figures = {
      sold: await stage.sold(goods.offerId),
      stock: STOCK,
      buyers,
      slowestS: shown.bought.slowest / 1_000,
      otherP99Ratio: p99(shown.lists.buying) / p99(shown.lists.idle),
    };
    return { shown, figures };
  } finally {
    await shop.stop();
  }
}
