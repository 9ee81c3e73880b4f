/** The menu's groups, in their order. */
export const MENU_GROUPS = ['판매', '프로모션', '고객', '기록'] as const;
