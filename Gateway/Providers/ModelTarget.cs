namespace LlmAspire.Gateway.Providers;

/// <summary>Who serves a request, under which name of the model.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model's name there.</param>
internal readonly record struct ModelTarget(Provider Provider, string Model);
