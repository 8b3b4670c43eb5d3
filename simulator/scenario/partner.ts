/** The partner whose app and system user the default seed knows. */
export const partner = {
  businessId: '2000000000000001',
  businessName: 'Partner Portfolio',
  appId: '1000000000000001',
  appSecret: 'sim-app-secret',
  userId: '3000000000000001',
  userName: 'Partner System User',
  token: 'sim-system-token',
  creditLineId: '1972385232742146',
} as const;
