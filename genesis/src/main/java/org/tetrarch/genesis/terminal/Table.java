package org.tetrarch.genesis.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows with aligned columns, two spaces apart. Cells hold no colour codes. */
public final class Table {
  private static final String GAP = "  ";

  private final List<Boolean> rightAligned = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** A column whose header starts with {@code >} is aligned right, for numbers. */
  public Table(String... headers) {
    List<String> cells = new ArrayList<>();
    for (String header : headers) {
      boolean right = header.startsWith(">");
      rightAligned.add(right);
      cells.add(right ? header.substring(1) : header);
    }
    rows.add(cells);
  }

  public Table row(String... cells) {
    if (cells.length != rightAligned.size()) {
      throw new IllegalArgumentException("a row must have as many cells as there are headers");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Prints the header dimmed, then the rows, each after {@code indent}. */
  public void print(Screen screen, String indent) {
    int columns = rightAligned.size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = rows.get(r).get(i);
        String padding = " ".repeat(widths[i] - cell.length());
        line.append(i == 0 ? "" : GAP)
            .append(rightAligned.get(i) ? padding + cell : cell + padding);
      }
      String text = indent + line.toString().stripTrailing();
      screen.line(r == 0 ? screen.dim(text) : text);
    }
  }
}
