package org.tetrarch.node.network;

import org.tetrarch.node.wire.FrameKind;

/** A frame whose size is within the limit of its kind, and whose content nobody has looked at. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied by nobody
public record RawFrame(FrameKind kind, byte[] bytes) {}
