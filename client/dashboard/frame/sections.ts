/** The sections of the dashboard, in the order of the bar. A section appears here with its page. */
export const SECTIONS = [
  { to: '/', name: 'Home' },
  { to: '/start', name: 'Start' },
  { to: '/credit-lines', name: 'Credit lines' },
] as const;
