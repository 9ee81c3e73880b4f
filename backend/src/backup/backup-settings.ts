/** Where backups go and what they are made of; from the environment, see config.ts. */
export interface BackupSettings {
  /** `https://account.blob.core.windows.net`, Azurite's, or `file:FOLDER`. */
  url: string;
  container: string;
  /** What new dumps are encrypted with. */
  secret: string;
  /** What opens older ones. */
  formerSecrets?: readonly string[];
  /** What is dumped; its user needs to read only. */
  databaseUrl: string;
  /** How long a dump is kept, and with it the list of what must not come back with one. */
  days: number;
  /** When, in Korea. */
  minuteOfDay: number;
}
