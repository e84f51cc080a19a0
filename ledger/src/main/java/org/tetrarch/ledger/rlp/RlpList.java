package org.tetrarch.ledger.rlp;

import java.util.List;

/** A list of items. */
public final class RlpList implements RlpItem {
  private final List<RlpItem> items;

  private RlpList(List<RlpItem> items) {
    this.items = items;
  }

  static RlpList of(List<? extends RlpItem> immutable) {
    return new RlpList(List.copyOf(immutable));
  }

  public List<RlpItem> items() {
    return items;
  }

  @Override
  public byte[] encoded() {
    return new RlpWriter().add(this).toBytes();
  }

  @Override
  public RlpBytes asString() throws RlpException {
    throw new RlpException("expected a byte string, not a list");
  }

  @Override
  public List<RlpItem> asList() {
    return items;
  }

  void writeTo(RlpWriter writer) {
    writer.beginList();
    for (RlpItem item : items) {
      writer.add(item);
    }
    writer.endList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RlpList list && items.equals(list.items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  @Override
  public String toString() {
    return items.toString();
  }
}
