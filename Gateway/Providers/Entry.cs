namespace LlmAspire.Gateway.Providers;

/// <summary>One model of OpenAI's list.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Object">Always <c>model</c>.</param>
/// <param name="Created">0: the gateway does not know when a model was made.</param>
/// <param name="OwnedBy">The provider's name.</param>
internal sealed record Entry(string Id, string Object, long Created, string OwnedBy);
