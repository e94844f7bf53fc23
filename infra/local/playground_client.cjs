// Loaded before the Agents Playground, which has no setting for these things:
// it listens on every interface of the machine, and it says that everybody reads American English.
// Nor is there one for how long it keeps a connection open: after Node's five seconds it closes the bot's, which loses
// a message that is on its way at that moment.
'use strict';

const Module = require('node:module');
const net = require('node:net');

const locale = process.env.PASSEUR_CLIENT_LOCALE || 'fr-FR';

const KEEP_OPEN_MS = 65_000;

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  if ('keepAliveTimeout' in this) {
    this.keepAliveTimeout = KEEP_OPEN_MS;
  }
  const hostGiven = typeof rest[0] === 'string';
  return typeof port === 'number' && !hostGiven
    ? listen.call(this, port, '127.0.0.1', ...rest)
    : listen.call(this, port, ...rest);
};

const compile = Module.prototype._compile;
Module.prototype._compile = function (source, file, ...rest) {
  const isPlayground = /m365agentsplayground[\\/]dist[\\/]index\.js$/.test(file);
  const told = isPlayground
    ? source.replaceAll('locale:"en-US"', `locale:${JSON.stringify(locale)}`)
        .replaceAll('country:"US"', `country:${JSON.stringify(locale.split('-')[1] || '')}`)
    : source;
  return compile.call(this, told, file, ...rest);
};
