package org.tetrarch.web.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/** Sends texts one after the other, as fast as the other side reads them. Any thread. */
final class SocketWriter {

  /** A client that leaves more unread than this, in characters, is disconnected. */
  static final long MAX_UNREAD = 32L << 20;

  /** The same in messages: some eight minutes of blocks at ten a second. */
  static final int MAX_UNREAD_MESSAGES = 5_000;

  private final Session session;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<String> unread = new ArrayDeque<>();
  private long size;
  private boolean sending;
  private boolean closed;

  SocketWriter(Session session) {
    this.session = session;
  }

  void send(String text) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (isTooMuch(text)) {
        close();
        session.close(StatusCode.POLICY_VIOLATION, "reads too slowly", Callback.NOOP);
        return;
      }
      unread.addLast(text);
      size += text.length();
    } finally {
      lock.unlock();
    }
    sendNext();
  }

  /** One answer alone may be as long as it likes: the dispatcher bounds it. */
  private boolean isTooMuch(String text) {
    return unread.size() >= MAX_UNREAD_MESSAGES
        || (!unread.isEmpty() && size + text.length() > MAX_UNREAD);
  }

  private void sendNext() {
    String next;
    lock.lock();
    try {
      if (sending || closed || unread.isEmpty()) {
        return;
      }
      sending = true;
      next = unread.removeFirst();
      size -= next.length();
    } finally {
      lock.unlock();
    }
    session.sendText(next, Callback.from(this::sent, failure -> close()));
  }

  private void sent() {
    lock.lock();
    try {
      sending = false;
    } finally {
      lock.unlock();
    }
    sendNext();
  }

  /** Forgets what was not sent. */
  void close() {
    lock.lock();
    try {
      closed = true;
      unread.clear();
      size = 0;
    } finally {
      lock.unlock();
    }
  }
}
