const CARRIERS = ['CJ대한통운', '한진택배', '롯데택배', '우체국택배'] as const;

/** A parcel with a number as its carrier prints them: twelve digits, at the post thirteen. `serial` has eleven. */
export function parcel(index: number, serial: number): { carrier: string; trackingNumber: string } {
  const carrier = CARRIERS[index % CARRIERS.length] ?? 'CJ대한통운';
  return { carrier, trackingNumber: `6${String(serial).padStart(carrier === '우체국택배' ? 12 : 11, '0')}` };
}
