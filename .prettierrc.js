module.exports = { singleQuote: true, printWidth: 120, trailingComma: 'es5', tabWidth: 2, semi: true };
