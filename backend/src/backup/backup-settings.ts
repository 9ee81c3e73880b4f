/** Where backups go and what they are made of; from the environment, see config.ts. */
export interface BackupSettings {
  /** `https://account.blob.core.windows.net`, Azurite's, or `file:FOLDER`. */
  url: string;
  container: string;
  secret: string;
  /** What is dumped; its user needs to read only. */
  databaseUrl: string;
  /** When, in Korea. */
  minuteOfDay: number;
}
