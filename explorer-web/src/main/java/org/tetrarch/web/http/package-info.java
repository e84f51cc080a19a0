/**
 * What all routes share: who may call (Host header, CORS), security headers, bounded bodies, JSON,
 * and errors as RFC 9457 problems.
 *
 * <p>Invariant: no answer ever carries a stack trace, a class name or a path of this machine.
 *
 * <p>Depends on libraries alone.
 */
@NullMarked
package org.tetrarch.web.http;

import org.jspecify.annotations.NullMarked;
