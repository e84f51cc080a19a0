package org.tetrarch.wallet.fake;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tetrarch.wallet.prompt.Prompt;

/** Answers questions from a list and remembers them, or is not there at all. */
public final class FakePerson implements Prompt {
  /** An answer that stands for the last word of what was shown. */
  public static final String LAST_WORD = "<last word>";

  private final boolean present;
  private final String input;
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> questions = new ArrayList<>();
  private final List<char[]> given = new ArrayList<>();

  private String shown = "";

  private FakePerson(boolean present, String input, List<String> answers) {
    this.present = present;
    this.input = input;
    this.answers.addAll(answers);
  }

  /** Somebody who gives these answers, in this order, whatever is asked. */
  public static FakePerson answering(String... answers) {
    return new FakePerson(true, "", List.of(answers));
  }

  /** Nobody: only standard input, as under a script. */
  public static FakePerson absent(String standardInput) {
    return new FakePerson(false, standardInput, List.of());
  }

  public List<String> questions() {
    return questions;
  }

  /** Whether every secret that was handed out has been overwritten. */
  public boolean secretsAreWiped() {
    return given.stream().allMatch(secret -> new String(secret).matches("\0*"));
  }

  @Override
  public boolean canAsk() {
    return present;
  }

  @Override
  public char[] askSecret(String question) {
    return remember(next(question).toCharArray());
  }

  @Override
  public boolean confirm(String question) {
    return next(question).equals("y");
  }

  @Override
  public char[] readInput(int most) throws IOException {
    if (input.length() > most) {
      throw new IOException("too long");
    }
    return remember(input.toCharArray());
  }

  @Override
  public void showSecret(String remark, char[] secret) {
    shown = new String(secret);
    var unused = remember(secret);
  }

  /** The secret that this person was shown. */
  public String shown() {
    return shown;
  }

  private String next(String question) {
    questions.add(question);
    if (answers.peek() != null && answers.peek().equals(LAST_WORD)) {
      answers.remove();
      return shown.substring(shown.lastIndexOf(' ') + 1);
    }
    if (answers.isEmpty()) {
      throw new AssertionError("nobody expected to be asked: " + question);
    }
    return answers.remove();
  }

  private char[] remember(char[] secret) {
    given.add(secret);
    return secret;
  }
}
