/**
 * {@code /api/v1}: the REST resources.
 *
 * <p>Every parameter is checked before anything is read; whatever is wrong is answered with a
 * problem that names it, and what does not exist with 404. Lists are pages with cursors that stay
 * valid for ever.
 *
 * <p>May depend on {@code port}, {@code json} and {@code http}.
 */
@NullMarked
package org.tetrarch.web.rest;

import org.jspecify.annotations.NullMarked;
