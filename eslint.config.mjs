// Copied beside the packages it imports before it is used: see tools/node.py.
import globals from "globals";
import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";

export default [
    js.configs.recommended,
    jsdoc.configs["flat/recommended-error"],
    {
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: {...globals.browser, odoo: "readonly", owl: "readonly"},
        },
        rules: {
            "jsdoc/require-jsdoc": "off",
            "jsdoc/require-param-description": "off",
            "jsdoc/require-returns-description": "off",
            "jsdoc/tag-lines": "off",
            eqeqeq: "error",
            "no-console": "error",
            "no-implicit-globals": "error",
            "no-shadow": "error",
            "no-unused-vars": ["error", {argsIgnorePattern: "^_"}],
            "no-var": "error",
            "prefer-const": "error",
        },
    },
    // Tests and scripts for Node may talk to the terminal.
    {
        files: ["**/*.mjs", "**/tests/**"],
        languageOptions: {globals: globals.node},
        rules: {"no-console": "off"},
    },
];
