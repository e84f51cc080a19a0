package org.tetrarch.genesis.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a command prints: results to {@code out}, errors and questions to {@code err}. */
public final class Screen {
  private static final String RESET = "\u001b[0m";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean colour;

  /** {@code colour} says whether a person looks who wants it. */
  public Screen(PrintWriter out, PrintWriter err, boolean colour) {
    this.out = out;
    this.err = err;
    this.colour = colour;
  }

  /** The process's own streams, in UTF-8; colour on a terminal unless NO_COLOR is set. */
  public static Screen ofProcess(Map<String, String> environment) {
    String noColour = environment.getOrDefault("NO_COLOR", "");
    boolean colour = noColour.isEmpty() && isTerminal() && !"dumb".equals(environment.get("TERM"));
    return new Screen(writer(System.out), writer(System.err), colour);
  }

  /** Whether a person can be asked. */
  public static boolean isTerminal() {
    return ConsoleKind.isTerminal();
  }

  public boolean isColoured() {
    return colour;
  }

  public PrintWriter out() {
    return out;
  }

  public PrintWriter err() {
    return err;
  }

  public void line(String text) {
    out.println(text);
  }

  /** Prints a JSON document, indented. */
  public void json(JsonNode document) {
    try {
      out.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always valid JSON", e);
    }
  }

  /** Prints one line that starts with "error:". */
  public void error(String message) {
    err.println(red("error:") + " " + message.replace('\n', ' '));
  }

  public String bold(String text) {
    return styled("\u001b[1m", text);
  }

  public String dim(String text) {
    return styled("\u001b[2m", text);
  }

  public String green(String text) {
    return styled("\u001b[32m", text);
  }

  public String yellow(String text) {
    return styled("\u001b[33m", text);
  }

  public String red(String text) {
    return styled("\u001b[31m", text);
  }

  public void flush() {
    out.flush();
    err.flush();
  }

  private String styled(String code, String text) {
    return colour ? code + text + RESET : text;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
