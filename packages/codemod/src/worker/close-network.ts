import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";

/**
 * Takes the network away from a codemod. Node's permission model (which this process runs under) covers files,
 * child processes, worker threads and native bindings, but not sockets; all of Node's clients end in these calls.
 */
export function closeNetwork(): void {
  const refuse = (): never => {
    throw new Error("A codemod has no network.");
  };
  net.Socket.prototype.connect = refuse;
  net.Server.prototype.listen = refuse;
  dgram.createSocket = refuse;
  dgram.Socket.prototype.send = refuse;
  dgram.Socket.prototype.bind = refuse;
  for (const name of Object.keys(dns) as (keyof typeof dns)[]) {
    if (/^(lookup|resolve|reverse)/.test(name)) Object.assign(dns, { [name]: refuse });
  }
}
