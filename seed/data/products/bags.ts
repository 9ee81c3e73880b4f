import type { SeedProduct } from '../types.js';
import { axis, product } from './build.js';

export const bags: SeedProduct[] = [
  product({
    slug: 'herschel-little-america',
    name: '허쉘 리틀 아메리카 백팩',
    brand: 'Herschel',
    category: 'bag',
    description: '위를 조여 닫는 큰 가방이라 전공책과 겉옷을 함께 넣어도 남아요. 안쪽에 노트북 자리가 따로 있어요.',
    specifications: [
      ['용량', '30L'],
      ['노트북', '15~16인치까지'],
      ['여밈', '끈 조임과 자석 버클'],
    ],
    listPrice: 159_000,
    sku: 'HLA30',
    stock: 40,
    axes: [axis('색상', ['블랙', 'BK'], ['네이비', 'NV'])],
    pictures: [
      ['backpack', 'sand', 'navy'],
      ['backpack', 'stone', 'black'],
    ],
  }),
  product({
    slug: 'fjallraven-kanken-laptop-15',
    name: '피엘라벤 칸켄 랩탑 15',
    brand: 'Fjällräven',
    category: 'bag',
    description: '네모난 모양 그대로 책이 반듯하게 들어가는 가방이에요. 뒤쪽에 15인치 노트북 칸이 따로 있고, 어깨끈이 두툼해요.',
    specifications: [
      ['용량', '18L'],
      ['노트북', '15인치까지'],
      ['소재', '비닐론 F'],
    ],
    listPrice: 209_000,
    sku: 'KANKEN15',
    stock: 35,
    axes: [axis('색상', ['오커', 'OC'], ['포레스트 그린', 'GN'], ['네이비', 'NV'], ['블랙', 'BK'])],
    pictures: [
      ['backpack-square', 'leaf', 'forest'],
      ['backpack-square', 'mango', 'yellow'],
    ],
  }),
  product({
    slug: 'timbuk2-classic-messenger',
    name: '팀벅2 클래식 메신저백',
    brand: 'Timbuk2',
    category: 'bag',
    description: '자전거로 통학하는 사람이 오래 아껴 온 메신저백이에요. 안감이 물을 막아 주어 갑자기 비가 와도 노트북이 젖지 않아요.',
    specifications: [
      ['형태', '덮개형 메신저백'],
      ['안감', '방수 TPU'],
      ['여밈', '벨크로와 버클'],
    ],
    listPrice: 169_000,
    sku: 'TB2',
    stock: 25,
    axes: [axis('크기', ['S', 'S'], ['M', 'M', 10_000]), axis('색상', ['블랙', 'BK'], ['브릭', 'BR'])],
    except: { 'S-BR': null },
    pictures: [
      ['messenger', 'peach', 'brick'],
      ['messenger', 'stone', 'black'],
    ],
  }),
  product({
    slug: 'tomtoc-sleeve-a13',
    name: '톰톡 360 노트북 파우치 (A13)',
    brand: 'tomtoc',
    category: 'bag',
    description: '네 모서리를 두툼하게 감싸 떨어뜨려도 마음이 놓이는 파우치예요. 앞주머니에 충전기와 마우스를 함께 넣을 수 있어요.',
    specifications: [
      ['보호', '모서리 완충 패드'],
      ['수납', '앞주머니 1개'],
      ['여밈', 'YKK 지퍼'],
    ],
    listPrice: 39_000,
    sku: 'A13',
    stock: 60,
    axes: [axis('크기', ['13인치', '13'], ['14인치', '14'], ['16인치', '16', 4_000])],
    pictures: [
      ['sleeve', 'sky', 'midnight'],
      ['sleeve', 'rose', 'pink'],
    ],
  }),
];
