export const SHORTEST_STAFF_PASSWORD = 12;

/** By characters as people count them, not by UTF-16's units. */
export const isLongEnough = (password: string): boolean => [...password].length >= SHORTEST_STAFF_PASSWORD;
