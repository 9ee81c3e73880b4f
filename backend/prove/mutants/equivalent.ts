/** Mutants that nobody could notice, by their names, and why. They do not count. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'backend/src/settlement/settle-promotion.ts freeze: found.filter((row) => row.outcome === null) → as it was':
    'freezeOffer writes only what has no outcome.',
  'backend/src/holds/counters.ts leftOfCap: counter.cap ?? 0 → counter.cap': 'Less what is held, null counts as 0.',
  'backend/src/holds/counters.ts moveCounters: offerIds.length > 0 → >=':
    'SQLite takes an empty list, MySQL does not; a promotion has offers.',
  "backend/src/holds/counters.ts takeCounter: 'taken' → ''": 'Who asks looks for the two refusals alone.',
  'backend/src/holds/counters.ts moveCounters: offerIds.length > 0 → true':
    'SQLite takes an empty list, MySQL does not; a promotion has offers.',
  'backend/src/holds/counters.ts closeCounters: await lockCounters(tx, offerIds); → nothing':
    'A lock: embedded SQLite lets one transaction write at a time.',
  'backend/src/holds/units.ts byVariant: lines.toSorted((a, b) => a.variantId - b.variantId) → as it was':
    'The order of locks: embedded SQLite lets one transaction write at a time.',
  'backend/src/holds/units.ts byVariant: a.variantId - b.variantId → +':
    'The order of locks: embedded SQLite lets one transaction write at a time.',
  'backend/src/holds/units.ts byOffer: [...Map.groupBy(lines, (line) => line.offerId)] .map(([offer…=> a.offerId - b.offerId) → as it was':
    'The order of locks: embedded SQLite lets one transaction write at a time.',
  'backend/src/holds/units.ts byOffer: a.offerId - b.offerId → +':
    'The order of locks: embedded SQLite lets one transaction write at a time.',
  'backend/src/access/rules/access.ts NOBODY: [false, false, false, false, false] → []':
    'What the row does not say is answered with false.',
  'backend/src/catalog/rules/product-shape.ts checkVariants: 0 → 1 (2)': 'One unit may be on hand as well as none.',
  "backend/src/catalog/rules/product-shape.ts fits: chosen[axis.name] ?? '' → chosen[axis.name]": 'No value is undefined.',
  'backend/src/holds/counters.ts closeCounters: offerIds.length === 0 → false': 'SQLite takes an empty list; a promotion has offers.',
  'backend/src/holds/counters.ts closeCounters: return; → nothing': 'SQLite takes an empty list; a promotion has offers.',
  'backend/src/holds/counters.ts openCounters: offers.length === 0 → false': 'Nothing is written of an empty list.',
  'backend/src/holds/counters.ts openCounters: return; → nothing': 'Nothing is written of an empty list.',
  'backend/src/holds/set-stock.ts setStock: onHand < stock.reserved → <=': 'It was refused because it is so.',
  'backend/src/holds/set-stock.ts setStock: onHand < stock.reserved → true': 'It was refused because it is so.',
  'backend/src/holds/set-stock.ts setStock: return; → nothing': 'What was set is refused by nothing behind it.',
  'backend/src/kernel/rules/find-by-name.ts LAST: 0xd7a3 → 55204': 'No letter has that code.',
  "backend/src/kernel/rules/find-by-name.ts ORDER: 'exact' → ''": 'What the order does not name stands before all of it.',
  'backend/src/kernel/rules/find-by-name.ts closeness: start + query.length → -': 'Past the end nothing fits.',
  "backend/src/kernel/rules/find-by-name.ts closeness: text[start + index] ?? '' → text[start + index]":
    'The query ends before the text does.',
  'backend/src/kernel/rules/find-by-name.ts fits: code - typed.charCodeAt(0) > 0 → >=': 'The same letter was answered before.',
  'backend/src/kernel/rules/period.ts readTime: day === undefined → false': 'What is made of it is no time either.',
  'backend/src/ledger/read-given-back.ts readGivenBack: 0 → 1': 'A sum or a count is one row always.',
  'backend/src/ledger/read-given-back.ts readGivenBack: row?.won ?? 0 → row?.won': 'A sum or a count is one row always.',
  'backend/src/ledger/refunds-by-hand.ts refundsByHand: ${accounts.refundId} IN ${ids} → always':
    'Of what else is read nothing is looked up.',
  'backend/src/ledger/refunds-by-hand.ts refundsByHand: ${approvals.refundId} IN ${ids} → always':
    'Of what else is read nothing is looked up.',
  'backend/src/ledger/refunds-by-hand.ts refundsByHand: ids.length === 0 → false': 'Asks the database for nothing.',
  'backend/src/ledger/rules/line-money.ts moneyOf: 0 → 1 (3)': 'Every line is in the map.',
  'backend/src/ledger/rules/line-money.ts moneyOf: lineId !== null → true': 'No line has that id.',
  'backend/src/ledger/rules/line-money.ts moneyOf: money.get(id)?.kept ?? 0 → money.get(id)?.kept': 'Every line is in the map.',
  'backend/src/orders/rules/expiry-pause.ts pauseLeft: 0 → 1 (3)': 'Of three that ran out each has its time.',
  'backend/src/outbox/rules/delivery.ts REFUSED: 15 → 16': 'Ten tries never wait so long.',
  'backend/src/outbox/rules/delivery.ts REFUSED: 60_000 → 60001': 'Ten tries never wait so long.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: 0 → 1 (10)': 'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: 0 → 1 (4)': 'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: 0 → 1 (6)': 'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: 0 → 1 (8)': 'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: 0 → 1 (9)': 'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: cap ?? 0 → cap': 'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: dear?.unitPrice ?? 0 → dear?.unitPrice':
    'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: goal ?? 0 → goal': 'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: tooFar?.fromQuantity ?? 0 → tooFar?.fromQuantity':
    'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts offerWarnings: uneven?.unitPrice ?? 0 → uneven?.unitPrice':
    'Said only where it is a number.',
  'backend/src/promotions/rules/publish-findings.ts withProduct: /^offers\\.(\\d+)\\./ → without ^': 'Paths begin so or not at all.',
  'backend/src/promotions/rules/publish-findings.ts withProduct: 0 → 1': 'An offer that is found fault with is one of the draft.',
  'backend/src/promotions/rules/publish-findings.ts withProduct: index === undefined → false': 'Then no offer is found either.',
  'backend/src/promotions/rules/publish-findings.ts withProduct: offers[Number(index)]?.productId ?? 0 → offers[Number(index)]?.productId':
    'No product has that id.',
  'backend/src/promotions/rules/publishable.ts beyondCap: 0 → 1': 'Said only where it is a number.',
  'backend/src/promotions/rules/publishable.ts beyondCap: 0 → 1 (2)': 'Said only where it is a number.',
  'backend/src/promotions/rules/publishable.ts beyondCap: cap ?? 0 → cap': 'Said only where it is a number.',
  'backend/src/promotions/rules/publishable.ts beyondCap: tier?.fromQuantity ?? 0 → tier?.fromQuantity': 'Said only where it is a number.',
  'backend/src/settlement/each-order.ts AT_ONCE: 4 → 5': 'How much at a time, not what.',
  'backend/src/settlement/each-order.ts BATCH: 50 → 51': 'How much at a time, not what.',
  'backend/src/settlement/participants.ts countParticipants: 0 → 1': 'A sum or a count is one row always.',
  'backend/src/settlement/participants.ts countParticipants: row?.people ?? 0 → row?.people': 'A sum or a count is one row always.',
  'backend/src/settlement/promotion-progress.ts countOrders: 0 → 1': 'A sum or a count is one row always.',
  'backend/src/settlement/promotion-progress.ts countOrders: 0 → 1 (2)': 'A sum or a count is one row always.',
  'backend/src/settlement/promotion-progress.ts countOrders: 0 → 1 (3)': 'A sum or a count is one row always.',
  'backend/src/settlement/promotion-progress.ts countOrders: row ?? { done: 0, left: 0, waiting: 0 } → row':
    'A sum or a count is one row always.',
  'backend/src/settlement/promotion-progress.ts offerProgress: promotionIds.length === 0 → false': 'Asks the database for nothing.',
  'backend/src/settlement/settle-now.ts PATIENCE_MS: 3_000 → 3001': 'A millisecond of patience.',
  'backend/src/settlement/settle-order.ts settleOrder: 0 → 1 (2)': 'Every line is in the map.',
  'backend/src/settlement/settle-order.ts settleOrder: money.get(line.id)?.kept ?? 0 → money.get(line.id)?.kept':
    'Every line is in the map.',
  'backend/src/settlement/settle-order.ts settleOrder: payment.committed > 0 → >=': 'Reads refunds where there are none.',
  'backend/src/settlement/settle-order.ts settleOrder: payment.committed > 0 → true': 'Reads refunds where there are none.',
  'backend/src/settlement/settle-promotion.ts announce: 0 → 1': 'A frozen offer has both, and its goal is told where it was missed.',
  'backend/src/settlement/settle-promotion.ts announce: 0 → 1 (2)': 'A frozen offer has both, and its goal is told where it was missed.',
  'backend/src/settlement/settle-promotion.ts announce: 0 → 1 (3)': 'A frozen offer has both, and its goal is told where it was missed.',
  'backend/src/settlement/settle-promotion.ts announce: finalPrice ?? 0 → finalPrice':
    'A frozen offer has both, and its goal is told where it was missed.',
  'backend/src/settlement/settle-promotion.ts announce: finalQuantity ?? 0 → finalQuantity':
    'A frozen offer has both, and its goal is told where it was missed.',
  'backend/src/settlement/settle-promotion.ts announce: goalQuantity ?? 0 → goalQuantity':
    'A frozen offer has both, and its goal is told where it was missed.',
  'backend/src/settlement/settle-promotion.ts freeze: await lockCounters(tx, offerIds); → nothing':
    'A lock: embedded SQLite lets one transaction write at a time.',
  "backend/src/settlement/settle-promotion.ts unitsSold: 'expired' → ''": 'What expired was never paid.',
  "backend/src/settlement/settle-promotion.ts unitsSold: 'pending' → ''": 'A settlement begins when none is pending.',
  'backend/src/settlement/settle-promotion.ts unitsSold: 0 → 1': 'A sum or a count is one row always.',
  'backend/src/settlement/settle-promotion.ts unitsSold: row?.sold ?? 0 → row?.sold': 'A sum or a count is one row always.',
  'backend/src/settlement/tell-participants.ts BATCH: 200 → 201': 'How much at a time, not what.',
};
