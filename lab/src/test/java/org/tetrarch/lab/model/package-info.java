/**
 * The formal model of the replica ({@code lab/src/tla}), checked by TLC, and traces of real
 * replicas held against it.
 */
@NullMarked
package org.tetrarch.lab.model;

import org.jspecify.annotations.NullMarked;
