namespace LlmAspire.Signals.Refined.Tools;

/// <summary>What a result says about its call, as text to look for failures in.</summary>
/// <param name="Form">What the result is.</param>
/// <param name="Statement">The words of the error, or the text to judge; empty when there is nothing to judge.</param>
/// <param name="FirstNumber">The first number in it.</param>
internal readonly record struct ResultText(ResultForm Form, string Statement, double? FirstNumber = null);
