using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Launching;

/// <summary>Says that the resource speaks OpenTelemetry and gets its variables.</summary>
/// <param name="IsDevelopment">Whether it gets Development's short export delays and content capture.</param>
internal sealed record OtlpExporterAnnotation(bool IsDevelopment) : IResourceAnnotation;
