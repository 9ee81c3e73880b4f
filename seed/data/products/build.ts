import type { SceneName } from '../../scenes/scenes.js';
import type { ArtName, FinishName, GroundName } from '../../scenes/tints.js';
import type { SeedPicture, SeedProduct, SeedVariant } from '../types.js';

/** One choice: what is shown, its part of the sku, won on top. */
type Choice = [label: string, code: string, surcharge?: number];

interface Axis {
  name: string;
  choices: Choice[];
}

type Picture = [scene: SceneName, ground: GroundName, finish: FinishName, art?: ArtName];

export interface ProductDraft extends Pick<SeedProduct, 'slug' | 'name' | 'brand' | 'category' | 'description' | 'listPrice'> {
  specifications: [name: string, value: string][];
  sku: string;
  /** Units of each variant. */
  stock: number;
  axes?: Axis[];
  /** Variants that differ, by the codes after the sku ("WH-512"): another stock, or null where there is no such variant. */
  except?: Record<string, number | null>;
  pictures: Picture[];
}

export const axis = (name: string, ...choices: Choice[]): Axis => ({ name, choices });

/** A product with all combinations of its axes as variants. */
export function product(draft: ProductDraft): SeedProduct {
  const { slug, name, brand, category, description, listPrice, axes = [] } = draft;
  return {
    slug,
    name,
    brand,
    category,
    description,
    listPrice,
    specifications: draft.specifications.map(([what, value]) => ({ name: what, value })),
    options: axes.map((one) => ({ name: one.name, values: one.choices.map(([label]) => label) })),
    variants: variantsOf(draft, axes),
    pictures: draft.pictures.map((picture) => drawn(name, picture)),
  };
}

function variantsOf({ sku, stock, except = {} }: ProductDraft, axes: Axis[]): SeedVariant[] {
  let combinations: { codes: string[]; options: Record<string, string>; surcharge: number }[] = [{ codes: [], options: {}, surcharge: 0 }];
  for (const { name, choices } of axes) {
    combinations = combinations.flatMap((before) =>
      choices.map(([label, code, surcharge = 0]) => ({
        codes: [...before.codes, code],
        options: { ...before.options, [name]: label },
        surcharge: before.surcharge + surcharge,
      })),
    );
  }
  return combinations.flatMap(({ codes, options, surcharge }) => {
    const code = codes.join('-');
    const onHand = code in except ? except[code] : stock;
    return typeof onHand === 'number' ? [{ sku: [sku, ...codes].join('-'), options, surcharge, onHand }] : [];
  });
}

function drawn(name: string, [scene, ground, finish, art]: Picture): SeedPicture {
  return { scene, tint: { ground, finish, ...(art && { art }) }, alt: `${name}: ${SHOWS[scene].replace('%', COLOURS[finish])}` };
}

const COLOURS: Record<FinishName, string> = {
  silver: '은색',
  white: '흰색',
  graphite: '짙은 회색',
  black: '검은색',
  midnight: '짙은 남색',
  gold: '연한 금색',
  blue: '하늘색',
  purple: '연보라색',
  pink: '분홍색',
  navy: '남색',
  forest: '초록색',
  brick: '벽돌색',
  yellow: '노란색',
};

const SHOWS: Record<SceneName, string> = {
  'laptop-open': '화면을 연 % 노트북을 앞에서 본 그림',
  'laptop-desk': '화분과 머그잔이 있는 책상에 펼친 % 노트북 그림',
  'laptop-closed': '덮은 % 노트북을 위에서 본 그림',
  'laptop-side': '연 % 노트북을 옆에서 본 그림',
  'laptop-back': '% 노트북의 뒷모습과 머그잔 그림',
  'laptop-tent': '텐트처럼 세운 % 투인원 노트북 그림',
  'laptop-books': '책 위에 올려 둔 % 노트북 그림',
  'tablet-pen': '% 태블릿과 펜 그림',
  'tablet-stand': '키보드 커버에 세운 % 태블릿 그림',
  'tablet-pair': '% 태블릿의 앞면과 뒷면 그림',
  'tablet-mini': '세로로 세운 작은 % 태블릿 그림',
  'tablet-kick': '키보드를 붙여 세운 % 태블릿 그림',
  stylus: '선을 긋는 % 터치펜 그림',
  'monitor-mug': '% 받침대 모니터와 머그잔 그림',
  'monitor-wide': '% 받침대의 휘어진 넓은 모니터 그림',
  'monitor-tall': '세로로 돌린 % 받침대 모니터 그림',
  'monitor-slim': '테두리가 얇은 % 모니터 그림',
  'monitor-portable': '덮개에 기대 세운 % 휴대용 모니터 그림',
  webcam: '% 웹캠 그림',
  'keyboard-board': '% 기계식 키보드 그림',
  'keyboard-flat': '숫자 키가 있는 % 납작한 키보드 그림',
  'keyboard-round': '둥근 키가 달린 % 작은 키보드 그림',
  'mouse-shaped': '엄지 받침이 있는 % 마우스 그림',
  'mouse-vertical': '세로로 쥐는 % 마우스 그림',
  calculator: '% 공학용 계산기 그림',
  'buds-stem': '케이스 위로 꺼낸 % 무선 이어폰 그림',
  'buds-flat': '케이스 옆에 눕힌 % 오픈형 이어폰 그림',
  'buds-round': '열린 케이스에 담긴 % 무선 이어폰 그림',
  headphones: '% 헤드폰을 앞에서 본 그림',
  'headphones-flat': '눕혀 둔 % 헤드폰 그림',
  backpack: '% 백팩 그림',
  'backpack-square': '% 네모난 백팩 그림',
  sleeve: '노트북을 넣은 % 파우치 그림',
  messenger: '% 메신저백 그림',
  hub: '% USB-C 허브 그림',
  charger: '% 충전기와 케이블 그림',
  'power-bank': '휴대전화를 충전하는 % 보조배터리 그림',
  drive: '% 휴대용 SSD 그림',
  'laptop-stand': '노트북을 올린 % 거치대 그림',
  'screen-bar': '모니터 위에 건 % 조명 그림',
};
