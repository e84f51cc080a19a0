package org.tetrarch.consensus.verify;

/**
 * A value whose signatures, those of nested statements included, and whose form have been checked;
 * only {@link MessageVerifier} makes one.
 */
public final class Verified<T> {
  private final T value;

  Verified(T value) {
    this.value = value;
  }

  public T value() {
    return value;
  }

  @Override
  public String toString() {
    return "verified " + value;
  }
}
