// The page starts here: styles, then the one component.
import "./style/tokens.css";
import "./style/base.css";
import "./style/shapes.css";
import "./style/frame.css";
import "./style/kit.css";
import "./style/form.css";

import { mount } from "svelte";

import App from "./App.svelte";

const root = document.getElementById("root");
if (root !== null) mount(App, { target: root });
