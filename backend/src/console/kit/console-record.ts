import { BaseRecord, type CurrentAdmin, type RecordJSON } from 'adminjs';

/**
 * A row as AdminJS hands it out. It asks for all the records that a row refers to at once and notes them as they arrive: here they
 * stand by name, so that the same rows are the same bytes.
 */
export class ConsoleRecord extends BaseRecord {
  override toJSON(currentAdmin?: CurrentAdmin): RecordJSON {
    const json = super.toJSON(currentAdmin);
    const names = Object.keys(json.populated).toSorted();
    return { ...json, populated: Object.fromEntries(names.map((name) => [name, json.populated[name]])) };
  }
}
