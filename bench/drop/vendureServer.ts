/** The peer's program, written into the folder in which Vendure is installed and run there: Vendure with its defaults. */
export const VENDURE_SERVER = `import pkg from '@vendure/core';

const { bootstrap, dummyPaymentHandler, DefaultLogger, JobQueueService, LogLevel } = pkg;
const { PORT, PEER_DATABASE, PEER_SYNC, PEER_PASSWORD } = process.env;
const app = await bootstrap({
  apiOptions: {
    hostname: '127.0.0.1',
    port: Number(PORT),
    adminApiPath: 'admin-api',
    shopApiPath: 'shop-api',
  },
  authOptions: {
    tokenMethod: ['bearer', 'cookie'],
    superadminCredentials: { identifier: 'superadmin', password: PEER_PASSWORD },
    cookieOptions: { secret: PEER_PASSWORD },
  },
  dbConnectionOptions: {
    type: 'postgres',
    url: PEER_DATABASE,
    synchronize: PEER_SYNC === '1',
    logging: false,
    // With its default of 10 it can wait for itself for ever.
    extra: { max: 60 },
  },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  logger: new DefaultLogger({ level: LogLevel.Warn, timestamp: false }),
  plugins: [],
});
await app.get(JobQueueService).start();
console.log('ready');
`;
