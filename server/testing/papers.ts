import type { MoneyPaper, PackingList, PaperLine, Party, Seller } from '../commerce/papers/paper.ts';

/** A brand that sells from Germany. */
export const seller: Seller = {
  name: 'Atelier Nord',
  company: 'Atelier Nord GmbH',
  address: ['Lindenstraße 12', '10969 Berlin', 'Germany'],
  vatNumber: 'DE 318 264 905',
  facts: ['HRB 204118 B, Amtsgericht Berlin', 'IBAN DE12 5001 0517 0648 4898 90', 'BIC INGDDEFFXXX'],
  mail: 'orders@atelier-nord.example',
  web: 'atelier-nord.example',
  colour: '#B08D57',
};

/** A buyer in each language of the house. */
export const buyers: Record<string, Party> = {
  en: { name: 'Ada Lovelace', address: ['12 St James’s Square', 'London SW1Y 4JH', 'United Kingdom'] },
  zh: {
    name: '欧阳晓雯',
    company: '上海云栖家居有限公司',
    address: ['中国上海市徐汇区', '淮海中路1555号「云栖里」3幢1201室', '邮编 200031'],
    vatNumber: '91310104MA1FR5X23K',
  },
  es: { name: 'Íñigo Núñez Peña', address: ['Calle de Alcalá 45, 3.º B', '28014 Madrid', 'España'] },
  ar: {
    name: 'ليلى بنت عبد الله الأنصاري',
    company: 'مؤسسة النخيل للأثاث (فرع الرياض)',
    address: ['طريق الملك فهد 7421، حي العليا', 'الرياض 12211-3408', 'المملكة العربية السعودية'],
    vatNumber: '300075588700003',
  },
  id: { name: 'Siti Nurhaliza', address: ['Jl. Kemang Raya No. 10', 'Jakarta Selatan 12730', 'Indonesia'] },
};

/** Product names in each language. */
export const goods: Record<string, [name: string, variant: string][]> = {
  en: [
    ['Oslo lounge chair', 'Oak, wool bouclé, sand'],
    ['Fjord table lamp with dimmer', 'Brushed brass, 42 cm'],
    ['Hand-knotted rug “Tide”', '200 × 300 cm'],
  ],
  zh: [
    ['奥斯陆休闲椅（橡木框架，羊毛圈绒面料，适合客厅与阅读角）', '沙色，标准高度'],
    ['“峡湾”台灯，可调光', '拉丝黄铜，42 厘米'],
    ['手工编织地毯《潮汐》', '200 × 300 厘米'],
  ],
  es: [
    ['Sillón Oslo', 'Roble, lana bouclé, arena'],
    ['Lámpara de mesa Fjord con regulador', 'Latón cepillado, 42 cm'],
    ['Alfombra anudada a mano «Marea»', '200 × 300 cm'],
  ],
  ar: [
    ['كرسي أوسلو للاسترخاء', 'بلوط، صوف بوكليه، رملي'],
    ['مصباح طاولة Fjord مع مفتاح تعتيم (LED)', 'نحاس مصقول، 42 سم'],
    ['سجادة «المدّ» معقودة يدويًا', '200 × 300 سم'],
  ],
  id: [
    ['Kursi santai Oslo', 'Kayu ek, wol bouclé, pasir'],
    ['Lampu meja Fjord dengan peredup', 'Kuningan sikat, 42 cm'],
    ['Permadani simpul tangan “Pasang”', '200 × 300 cm'],
  ],
};

const CURRENCY: Record<string, string> = { en: 'GBP', zh: 'CNY', es: 'EUR', ar: 'SAR', id: 'IDR' };
const COUNTRY: Record<string, string> = { en: 'GB', zh: 'CN', es: 'ES', ar: 'SA', id: 'ID' };
const TAX: Record<string, [name: string, rate: number]> = {
  en: ['VAT', 0.2],
  zh: ['增值税', 0.13],
  es: ['IVA', 0.21],
  ar: ['ضريبة القيمة المضافة', 0.15],
  id: ['PPN', 0.11],
};
const REASON: Record<string, string> = {
  en: 'Opening night',
  zh: '开幕之夜',
  es: 'Noche de apertura',
  ar: 'ليلة الافتتاح',
  id: 'Malam pembukaan',
};
const SHIPPING: Record<string, string> = {
  en: 'two-man delivery',
  zh: '双人送货上门',
  es: 'entrega a domicilio',
  ar: 'توصيل إلى المنزل',
  id: 'antar ke rumah',
};
const PLACED = Date.UTC(2026, 10, 3, 10, 12);

const taxed = (gross: number, rate: number) => {
  const net = Math.round(gross / (1 + rate));
  return { net, tax: gross - net, gross };
};

/** An invoice in a language, of as many lines as wanted; it adds up. */
export function invoiceOf(language: string, count = 3): MoneyPaper {
  const [taxName, rate] = TAX[language]!;
  const names = goods[language]!;
  const lines = Array.from({ length: count }, (_, index): PaperLine => {
    const [name, variant] = names[index % names.length]!;
    const quantity = 1 + (index % 3);
    const unitPrice = 12900 + 4550 * (index % 7);
    const amount = index === 1 ? Math.round(unitPrice * quantity * 0.1) : 0;
    return {
      sku: `AN-${1042 + index}-${'ABC'[index % 3]}`,
      name,
      variant,
      quantity,
      unitPrice,
      rate,
      ...(amount > 0 && { discount: { reason: REASON[language]!, amount } }),
      ...taxed(unitPrice * quantity - amount, rate),
    };
  });
  const shipping = { name: SHIPPING[language]!, ...taxed(4900, rate) };
  const discount = { reason: `${REASON[language]!} · VITRINE10`, ...taxed(2000, rate) };
  const sum = (key: 'net' | 'tax' | 'gross'): number =>
    lines.reduce((all, line) => all + line[key], 0) + shipping[key] - discount[key];
  const total = { net: sum('net'), tax: sum('tax'), gross: sum('gross') };
  return {
    kind: 'invoice',
    number: 'INV-2026-000123',
    issuedAt: PLACED + 86_400_000,
    zone: 'Europe/Berlin',
    order: {
      number: 'AN-7Q4K-22',
      placedAt: PLACED,
      address: 'https://atelier-nord.example/order/AN-7Q4K-22?key=9f3b',
    },
    deliveredAt: PLACED + 4 * 86_400_000,
    seller,
    buyer: buyers[language]!,
    shipTo: buyers[language]!,
    country: COUNTRY[language]!,
    notes: [],
    currency: CURRENCY[language]!,
    pricesIncludeTax: true,
    lines,
    shipping,
    discounts: [discount],
    taxes: [{ name: taxName, country: COUNTRY[language]!, rate, net: total.net, tax: total.tax }],
    total,
    paid: [{ how: 'Visa ···· 4242', at: PLACED, amount: total.gross }],
    refunds: [],
  };
}

/** A packing list in a language. */
export function packingOf(language: string): PackingList {
  const { lines, ...head } = invoiceOf(language);
  const { number, issuedAt, zone, order, buyer, country } = head;
  return {
    kind: 'packing',
    number: number.replace('INV', 'PL'),
    issuedAt,
    zone,
    order,
    seller,
    buyer,
    country,
    notes: ['export'],
    lines: lines.map(({ sku, name, variant, quantity }, index) => ({
      sku,
      name,
      ...(variant && { variant }),
      quantity,
      grams: 2350 + 900 * index,
      size: { width: 620 + index, depth: 480, height: 815 },
      hsCode: '9401.61',
      origin: 'IT',
    })),
    parcels: 2,
    carrier: 'DHL Express',
    tracking: '1234 5678 9012',
  };
}
