import { startServer } from './main';

/** Entry of the bundled language server. */
startServer();
