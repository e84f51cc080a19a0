import { render } from "preact";
import { App } from "./app";
import { connect } from "./node/link";
import "./style/base.css";
import "./style/parts.css";

connect();
render(<App />, document.getElementById("app")!);
