package org.tetrarch.wallet.rpc;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body of at most so many bytes; a longer one ends the connection with {@link TooLong}. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
  private final HttpResponse.BodySubscriber<byte[]> whole =
      HttpResponse.BodySubscribers.ofByteArray();
  private final long most;
  private long received;
  private Flow.@Nullable Subscription subscription;

  BoundedBody(long most) {
    this.most = most;
  }

  /** The body is longer than any that was asked for. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    whole.onSubscribe(started);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      received += part.remaining();
    }
    if (received <= most) {
      whole.onNext(parts);
    } else if (subscription != null) {
      subscription.cancel();
      whole.onError(new TooLong());
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.onError(failure);
  }

  @Override
  public void onComplete() {
    whole.onComplete();
  }
}
