/**
 * Everything that a node serves over HTTP, on one port: JSON-RPC, REST, live events and the web
 * explorer.
 *
 * <p>{@link org.tetrarch.web.WebServer} composes the parts. It reads the node through {@link
 * org.tetrarch.web.port} alone and never makes consensus wait: reads are snapshots, events are
 * handed over without blocking, and every queue, body, batch and page is bounded.
 *
 * <p>Depends on the ledger and on libraries, on no other module.
 */
@NullMarked
package org.tetrarch.web;

import org.jspecify.annotations.NullMarked;
